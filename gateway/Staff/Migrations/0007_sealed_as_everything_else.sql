-- The key ring is sealed by the chassis, in its format and bound to what it is. What an older version sealed does not open
-- any more, so everybody signs in again.
delete from sessions;
delete from session_keys;
