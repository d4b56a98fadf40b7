-- The return is over: nobody waits for an answer any more, in whichever order question and end come.
alter table travel_questions add column ended_at timestamptz;
