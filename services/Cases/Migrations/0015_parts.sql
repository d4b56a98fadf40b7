-- In what part a recipient is in its conversation decides with purpose and kind what it may see. Null: the purpose knows none. What was
-- sealed is bound to the part from now on, so disclosures of before do not open any more.
alter table permits add column part text;
update permits set part = 'recipient' where purpose = 'Referral';
alter table disclosures add column part text;
update disclosures set part = 'recipient' where purpose = 'Referral';
