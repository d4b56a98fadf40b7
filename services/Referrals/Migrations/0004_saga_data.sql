-- Every saga keeps its data under one name. The columns are made anew, since what they are made of has moved.
drop index if exists referrals_escalated;
alter table referrals drop column sender, drop column escalated;
update referrals set data = (data - 'referral') || jsonb_build_object('data', data -> 'referral') where data ? 'referral';
alter table referrals
    add column sender uuid generated always as ((data -> 'data' ->> 'from')::uuid) stored,
    add column escalated boolean generated always as ((data -> 'data' ->> 'escalated')::boolean) stored;
create index referrals_escalated on referrals (correlation_id) where escalated;
