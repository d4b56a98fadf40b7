-- Nothing leaves on it any more, and who only approves reads it no longer. Its document, which stays as long as the order does.
alter table orders add column closed_at timestamptz, add column document_id uuid references attachments;

-- Who approves in a coordinator's or director's stead: Handoffs tells all that one of them has named.
create table order_deputies (
    partner_id uuid not null,
    of_actor uuid not null,
    of_role text not null,
    deputies uuid[] not null,
    named_at timestamptz[] not null, -- of each
    told_at timestamptz not null,
    primary key (partner_id, of_actor, of_role)
);
