-- What partners need to reach one another, and what a person is told of an authority before they agree.
alter table partners
    add column telephone text,
    add column duty_desk_for text[] not null default '{}',
    -- Null: those of its jurisdiction.
    add column holidays_of text,
    -- Null: EEA where its jurisdiction is inside, else none.
    add column transfer_ground text,
    add column authority jsonb;
update directory set version = version + 1;
