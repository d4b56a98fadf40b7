-- A referral is one kind of conversation; returns and handoffs follow. What was sealed is bound to the kind from now on, so
-- disclosures and notes of before do not open any more.
alter table offers rename column referral_id to conversation_id;
alter table offers add column conversation text not null default 'referral';
alter table offers alter column conversation drop default;
-- An offer stands on a permit for each person that it is about.
alter table offers drop constraint offers_pkey;
alter table offers add constraint offers_pkey primary key (offer_id, permit_id);
alter table ended_recipients rename column referral_id to conversation_id;
alter table disclosures rename column referral_id to conversation_id;
alter table disclosures add column conversation text not null default 'referral';
alter table disclosures alter column conversation drop default;
alter table releases rename column referral_id to conversation_id;
alter table releases add column conversation text not null default 'referral';
alter table releases alter column conversation drop default;
alter table releases drop constraint releases_pkey;
alter table releases add constraint releases_pkey primary key (request_id, permit_id);
alter table notes rename column referral_id to conversation_id;
alter table notes add column conversation text not null default 'referral';
alter table notes alter column conversation drop default;
alter index offers_referral rename to offers_conversation;
alter index disclosures_referral rename to disclosures_conversation;
alter index releases_referral rename to releases_conversation;
alter index notes_referral rename to notes_conversation;
