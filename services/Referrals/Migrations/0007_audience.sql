-- For which of the partner's people the line is; null: all of them.
alter table worklist add column audience uuid[];
