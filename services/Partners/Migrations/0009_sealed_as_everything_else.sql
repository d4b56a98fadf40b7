-- Client secrets are sealed by the chassis, in its format and bound to more than the provider's id. What an older version
-- sealed does not open any more: an administrator proposes such a provider anew, with its secret.
update providers set client_secret = null where client_secret is not null;
update proposals set ended_at = now() where client_secret is not null and agreed_at is null and ended_at is null;
update proposals set client_secret = null where client_secret is not null;
update directory set version = version + 1;
