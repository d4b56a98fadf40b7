-- To whom a referral is, was and may be offered is one value, the same for all conversations.
update referrals set data = jsonb_set(
    data #- '{data,waiting}', '{data,offers}',
    jsonb_build_object('made', data #> '{data,offers}', 'waiting', coalesce(data #> '{data,waiting}', '[]')))
where jsonb_typeof(data #> '{data,offers}') = 'array';
