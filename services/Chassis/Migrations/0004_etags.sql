-- A version, or a hash of what the caller sees.
alter table idempotency alter column version type text using version::text;
alter table idempotency rename column version to etag;
