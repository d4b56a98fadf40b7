-- Where an organisation is: whose day it is when somebody comes of age, and which rules hold.
alter table known_partners add column time_zone text, add column jurisdiction text;

create table known_rules (
    jurisdiction text not null,
    rule text not null,
    valid_from date not null,
    valid_to date,
    value numeric not null,
    unit text not null,
    citation text not null,
    primary key (jurisdiction, rule, valid_from)
);

alter table consents
    -- Asked and said no: nothing goes, and it is not forgotten.
    add column refused boolean not null default false,
    -- Who decided for the person, of what standing, by which document; and a child's view in the child's own words.
    add column sealed_decider bytea,
    add column sealed_child_words bytea;

-- A lift names the one exclusion that it takes back, no longer all of a receipt.
alter table consents add column lifted jsonb not null default '[]';
update consents c set lifted = (
    select coalesce(jsonb_agg(e || jsonb_build_object('receipt', x.receipt_id)), '[]')
    from consents x cross join jsonb_array_elements(x.exclusions) e where x.receipt_id = any(c.lifts));
alter table consents drop column lifts;
alter table consents rename column lifted to lifts;
