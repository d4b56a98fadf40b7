-- The worklist is the same for all conversations.
alter table worklist rename column referral_id to conversation_id;
