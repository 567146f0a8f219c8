-- What the evidence log commits to cannot be guessed without the salt. Events that it does not hold have none.
alter table identity.security_event add salt text not null default '';
