-- The conversation's own service has spoken of this tie: it exists, also where no offer on a permit has said so.
alter table ties add column confirmed boolean not null default false;
