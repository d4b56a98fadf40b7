-- What is owed after a stop stands beside the state, one set for each receipt. What was stored as one becomes a list of one.
update referrals set data = jsonb_set(
    data #- '{referral,stop}', '{referral,stops}', jsonb_build_array(jsonb_build_object(
        'receiptId', data #> '{referral,stop,receiptId}',
        'withdrawnAt', data #> '{referral,stop,withdrawnAt}',
        'receipts', coalesce((
            select jsonb_agg(receipt || jsonb_build_object(
                'dueAt', data #> '{referral,stop,dueAt}', 'overdue', coalesce(data #> '{referral,stop,overdue}', 'false')))
            from jsonb_array_elements(data #> '{referral,stop,receipts}') receipt), '[]'))))
where jsonb_typeof(data #> '{referral,stop}') = 'object';

-- So late that it is the data-protection officers' business.
alter table referrals add column if not exists escalated boolean generated always as ((data -> 'referral' ->> 'escalated')::boolean) stored;
create index if not exists referrals_escalated on referrals (correlation_id) where escalated;
