-- A conversation begins with the first message that a visitor tries to send, also one that is refused: from then on there is
-- a token, with a room only once a message was taken. The desk sees rooms, so it sees nothing of a token without one.
alter table room_tokens alter column room_id drop not null;
alter table room_tokens add column used_at timestamptz;
update room_tokens set used_at = made_at;
alter table room_tokens alter column used_at set not null;

-- What was typed and not sent, by form. Sealed under a key that is derived from the token, which stands nowhere here, and
-- gone with it: when the visitor leaves, or 20 minutes after the token's last request.
create table drafts (
    token_hash bytea not null references room_tokens on delete cascade,
    form text not null,
    sealed bytea not null,
    primary key (token_hash, form)
);
