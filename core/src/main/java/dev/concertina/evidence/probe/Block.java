package dev.concertina.evidence.probe;

/** The one text that resolves queries, see {@link AtomicFunctions}. */
final class Block {

  /**
   * Names are qualified throughout: between two statements of it the search path is that of an
   * application. What it makes is undone by two exceptions, {@code CE001} for each query and {@code
   * CE002} for all of it; variables keep what was read.
   */
  static final String TEXT =
      """
      DO $concertina$
      DECLARE
        found pg_catalog.text;
        path CONSTANT pg_catalog.text := pg_catalog.current_setting('search_path');
      BEGIN
        PERFORM pg_catalog.set_config('search_path', '', true);
        BEGIN
          IF (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER) THEN
            IF NOT pg_catalog.has_database_privilege(
                     'pg_read_all_data', pg_catalog.current_database(), 'TEMPORARY') THEN
              EXECUTE pg_catalog.format('GRANT TEMPORARY ON DATABASE %I TO pg_read_all_data',
                                        pg_catalog.current_database());
            END IF;
            SET LOCAL ROLE pg_read_all_data;
          END IF;
          CREATE FUNCTION pg_temp.concertina_resolve(work pg_catalog.jsonb) RETURNS pg_catalog.text
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $resolve$
          DECLARE
            item pg_catalog.jsonb;
            answer pg_catalog.jsonb;
            answers pg_catalog.text[] := ARRAY[]::pg_catalog.text[];
            state pg_catalog.text;
            message pg_catalog.text;
          BEGIN
            FOR item IN SELECT value FROM pg_catalog.jsonb_array_elements(work) LOOP
              BEGIN
                PERFORM pg_catalog.set_config('search_path', item ->> 'path', true);
                EXECUTE pg_catalog.format(
                  E'CREATE FUNCTION pg_temp.concertina_query(%s) RETURNS pg_catalog.void'
                  '\\n LANGUAGE sql BEGIN ATOMIC %s\\n; END',
                  item OPERATOR(pg_catalog.->>) 'arguments',
                  item OPERATOR(pg_catalog.->>) 'sql');
                PERFORM pg_catalog.set_config('search_path', '', true);
                SELECT pg_catalog.jsonb_build_object(
                         'tree', p.prosqlbody::pg_catalog.text,
                         'sql', pg_catalog.pg_get_function_sqlbody(p.oid))
                INTO STRICT answer
                FROM pg_catalog.pg_proc p
                WHERE p.pronamespace = pg_catalog.pg_my_temp_schema()
                  AND p.proname = 'concertina_query';
                RAISE EXCEPTION USING ERRCODE = 'CE001';
              EXCEPTION
                WHEN SQLSTATE 'CE001' THEN
                  NULL;
                WHEN OTHERS THEN
                  GET STACKED DIAGNOSTICS
                    state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
                  answer := pg_catalog.jsonb_build_object('state', state, 'message', message);
              END;
              answers := answers || answer::pg_catalog.text;
            END LOOP;
            RETURN '[' || pg_catalog.array_to_string(answers, ',') || ']';
          END
          $resolve$;
          found := pg_temp.concertina_resolve(
            pg_catalog.current_setting('concertina.evidence_work')::pg_catalog.jsonb);
          RAISE EXCEPTION USING ERRCODE = 'CE002';
        EXCEPTION
          WHEN SQLSTATE 'CE002' THEN
            NULL;
        END;
        PERFORM pg_catalog.set_config('search_path', path, true);
        PERFORM pg_catalog.set_config('concertina.evidence_found', found, true);
      END
      $concertina$""";

  private Block() {}
}
