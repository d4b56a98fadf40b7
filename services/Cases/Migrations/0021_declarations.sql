-- The scan of what somebody signed who agreed to a return: which attachment, and its SHA-256, sealed under the case's key.
alter table consents add column sealed_declaration bytea;
