-- The colleagues whom a restricted case is for; null: everybody of its organisation. The version counts the changes.
alter table cases add column audience uuid[], add column audience_version bigint not null default 0;

-- Whose a case is, said in this one place: for anybody else it does not exist. The actor may be null for those whom no
-- audience shuts out. PostgreSQL puts the body into the query, so that indexes serve.
create function visible_to(k cases, partner uuid, actor uuid) returns boolean language sql immutable parallel safe as
    'select k.owner = partner and (actor is null or k.audience is null or actor = any(k.audience))';
