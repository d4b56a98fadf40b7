-- The copy of partners is the same in every service; hotlines are those of that kind.
create table known_partners (
    partner_id uuid primary key,
    version bigint not null,
    kind text not null,
    jurisdiction text not null,
    services text[] not null,
    languages text[] not null,
    time_zone text not null,
    hours jsonb not null,
    suspended boolean not null,
    public_key text
);
-- What was kept as a suspended hotline may be no hotline: its next listing says so.
insert into known_partners (partner_id, version, kind, jurisdiction, services, languages, time_zone, hours, suspended)
select partner_id, version, 'x:Hotline', jurisdiction, '{}', languages, hours ->> 'timeZone', hours, suspended from known_hotlines;
drop table known_hotlines;
