-- When a row that was tried before first fell due: each try pushes due_at forward, so it does not tell how long a message waits.
alter table outbox add column first_due_at timestamptz;
create index outbox_first_due_at on outbox (first_due_at) where first_due_at is not null;

-- A message that failed again after its replay names the row it was replayed from.
alter table quarantine add column replay_of uuid references quarantine (id);
