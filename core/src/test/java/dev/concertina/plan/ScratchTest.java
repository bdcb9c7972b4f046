package dev.concertina.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class ScratchTest {

  @OnEveryServer
  void rename(TestDatabase db) {
    {
      db.execute(
          "CREATE TABLE users (id bigserial PRIMARY KEY, user_name text NOT NULL DEFAULT 'x', n int)",
          "CREATE INDEX users_user_name_idx ON users (user_name text_pattern_ops DESC) WHERE user_name <> ''",
          "ALTER TABLE users ADD CONSTRAINT uq UNIQUE (user_name), ADD CONSTRAINT ck CHECK (user_name <> 'bad')",
          "INSERT INTO users(user_name) SELECT 'u' || g FROM generate_series(1, 1000) g");
      Rehearsal r = Rehearsal.of(db, "ALTER TABLE users RENAME COLUMN user_name TO full_name;");
      for (PhasePlan p : r.plan().phases()) {
        System.out.println("#### " + p.phase());
        for (Step s : p.steps()) {
          System.out.println("-- " + s.title() + " " + (s instanceof Step.Ddl d ? d.locks() : ""));
          s.statements().forEach(x -> System.out.println(x.sql() + ";"));
        }
      }
      r.run(Phase.EXPAND);
      db.execute(
          "INSERT INTO users(user_name) VALUES ('old1')",
          "UPDATE users SET user_name='z2' WHERE id = 2");
      r.run(Phase.MIGRATE);
      db.execute(
          "INSERT INTO users(full_name) VALUES ('new1')",
          "UPDATE users SET full_name='z3' WHERE id = 3",
          "UPDATE users SET user_name='z4' WHERE id=4");
      r.run(Phase.SWITCH, Phase.REVERT, Phase.SWITCH);
      assertThat(db.query("SELECT count(*) FROM users WHERE full_name IS DISTINCT FROM user_name"))
          .containsExactly("0");
      assertThat(
              db.query("SELECT user_name FROM users WHERE id IN (2,3,4) OR id > 1000 ORDER BY id"))
          .containsExactly("z2", "z3", "z4", "old1", "new1");
      r.run(Phase.CONTRACT);
      System.out.println(
          db.query(
              "SELECT indexdef FROM pg_indexes WHERE tablename='users' UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid='users'::regclass"));
    }
  }

  @OnEveryServer
  void type(TestDatabase db) {
    {
      db.execute(
          "CREATE TABLE orders (id bigserial PRIMARY KEY, amount text NOT NULL, bio varchar(200), nick text, gone text not null)",
          "CREATE INDEX ON orders (amount, id)",
          "INSERT INTO orders(amount, bio, gone) SELECT g::text, repeat('x', g % 200), 'g' FROM generate_series(1, 1000) g");
      Rehearsal r =
          Rehearsal.of(
              db,
              """
          -- concertina: down = amount::text
          ALTER TABLE orders ALTER COLUMN amount TYPE integer USING amount::integer;
          ALTER TABLE orders ALTER COLUMN bio TYPE varchar(50) USING left(bio, 50);
          UPDATE orders SET nick = '' WHERE nick IS NULL;
          ALTER TABLE orders ALTER COLUMN nick SET NOT NULL;
          -- concertina: down = 'unknown'
          ALTER TABLE orders DROP COLUMN gone;
          -- concertina: up = id + 1
          ALTER TABLE orders ADD COLUMN plus bigint NOT NULL;
          ALTER TABLE orders ADD COLUMN u uuid NOT NULL DEFAULT gen_random_uuid();
          """);
      for (PhasePlan p : r.plan().phases()) {
        System.out.println("#### " + p.phase());
        for (Step s : p.steps()) {
          System.out.println("-- " + s.title() + " " + (s instanceof Step.Ddl d ? d.locks() : ""));
          s.statements().forEach(x -> System.out.println(x.sql() + ";"));
        }
        System.out.println(p.sights());
      }
      r.run(Phase.EXPAND);
      db.execute(
          "INSERT INTO orders(amount, gone) VALUES ('7777', 'a')",
          "UPDATE orders SET amount='22', bio=repeat('y', 200) WHERE id = 2");
      r.run(Phase.MIGRATE);
      db.execute(
          "INSERT INTO v7.orders(amount, bio, plus) VALUES (555, 'n', 3)",
          "UPDATE v7.orders SET amount=33, bio='k' WHERE id = 3",
          "UPDATE orders SET amount='44', bio=repeat('y',100) WHERE id=4");
      r.run(Phase.SWITCH, Phase.REVERT, Phase.SWITCH);
      System.out.println(
          db.query(
              "SELECT o::text || ' # ' || n::text FROM orders o JOIN v7.orders n USING (id) WHERE id IN (2,3,4) OR id > 1000 ORDER BY id"));
      r.run(Phase.CONTRACT);
      System.out.println(
          db.query("SELECT o::text FROM orders o WHERE id IN (2,3,4) OR id > 1000 ORDER BY id"));
      System.out.println(
          db.query(
              "SELECT attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull FROM pg_attribute WHERE attrelid='orders'::regclass and attnum>0 and not attisdropped"));
      System.out.println(
          db.query(
              "SELECT indexdef FROM pg_indexes WHERE tablename='orders' UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid='orders'::regclass UNION ALL SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc WHERE pronamespace='concertina'::regnamespace"));
    }
  }
}
