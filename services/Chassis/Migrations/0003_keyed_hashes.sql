-- Both are keyed now, the Idempotency-Key too: who reads this table can neither send a request again nor guess what it said.
-- The rows of before hold what should not be kept; a request sent again across this change is a new one.
delete from idempotency;
alter table idempotency alter column key type bytea using ''::bytea;
alter table idempotency rename column body_hash to request_hash;
