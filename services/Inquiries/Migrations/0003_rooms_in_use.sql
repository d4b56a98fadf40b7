-- When the visitor of a room looked in again last: beside the state, since looking changes no version. Null as long as nobody
-- has come back after the first moments, which is how rooms look that a flood opens.
alter table rooms add came_back_at timestamptz;
