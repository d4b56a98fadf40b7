-- A draft that was sent stays for whoever comes back to it and leaves the list of what is still to be sent.
alter table drafts add column finished boolean not null default false;
drop index drafts_actor;
create index drafts_unfinished on drafts (actor, partner, draft_id desc) where not finished;
