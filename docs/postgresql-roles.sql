-- The role under which Hostdesk runs on PostgreSQL: it owns nothing, and the record takes from it additions only.
--
-- Once:               CREATE ROLE hostdesk_app LOGIN PASSWORD '…';
-- After every update: psql "$OWNER_URL" -v ON_ERROR_STOP=1 -f postgresql-roles.sql
-- where the owner is the role that ran `hostdesk migrate`. Running it again changes nothing.

DO $$
DECLARE
  found record;
BEGIN
  EXECUTE format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO hostdesk_app', current_database());
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC, hostdesk_app', current_schema());
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO hostdesk_app', current_schema());

  FOR found IN
    SELECT c.oid, c.relname,
      EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = c.relname || '_no_delete') AS kept,
      EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = c.relname || '_no_update') AS fixed
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, hostdesk_app', found.oid::regclass);
    EXECUTE format('GRANT %s ON %s TO hostdesk_app',
      CASE
        WHEN found.relname = 'django_migrations' THEN 'SELECT'
        WHEN found.fixed THEN 'SELECT, INSERT'
        WHEN found.kept THEN 'SELECT, INSERT, UPDATE'
        ELSE 'SELECT, INSERT, UPDATE, DELETE'
      END, found.oid::regclass);
  END LOOP;

  EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO hostdesk_app', current_schema());
END
$$;
