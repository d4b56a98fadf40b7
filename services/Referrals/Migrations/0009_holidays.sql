-- Working days leave out the public holidays of the country that a partner keeps, as Partners tells them.
create table known_holidays (
    country text not null,
    year int not null,
    days date[] not null,
    primary key (country, year)
);
alter table known_partners add column holidays_of text;
update known_partners set holidays_of = jurisdiction;
alter table known_partners alter column holidays_of set not null;
