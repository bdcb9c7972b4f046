package dev.concertina.parser;

import static dev.concertina.parser.Samples.PARSER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresParserTest {
  private static final String DJANGO =
      """
      BEGIN;
      --
      -- Add field nickname to user
      --
      ALTER TABLE "app_user" ADD COLUMN "nickname" varchar(50) DEFAULT '' NOT NULL;
      ALTER TABLE "app_user" ALTER COLUMN "nickname" DROP DEFAULT;
      --
      -- Create index app_user_nick_idx
      --
      CREATE INDEX CONCURRENTLY "app_user_nick_idx" ON "app_user" ("nickname");
      COMMIT;
      """;

  static List<String> scripts() throws IOException {
    return Samples.scripts();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void readsWhatPostgresAccepts(String sql) {
    ParsedScript script = PARSER.parse(sql);

    assertThat(script.sql()).isEqualTo(sql);
    assertThat(script.statements()).isNotEmpty();
    for (ParsedStatement statement : script.statements()) {
      assertThat(sql.substring(statement.start(), statement.end())).isEqualTo(statement.text());
      ParsedScript alone = PARSER.parse(statement.text());
      assertThat(alone.statements()).hasSize(1);
      assertThat(alone.statements().get(0).tree().sameAs(statement.tree())).isTrue();
      assertThat(alone.tokens()).isEqualTo(script.tokensOf(statement));
    }
  }

  @Test
  void readsWhatDjangoWrites() {
    ParsedScript script = PARSER.parse(DJANGO);

    assertThat(script.statements())
        .extracting(s -> s.tree().kind())
        .containsExactly(
            "TransactionStmt", "AlterTableStmt", "AlterTableStmt", "IndexStmt", "TransactionStmt");
    assertThat(script.statements())
        .extracting(ParsedStatement::line)
        .containsExactly(1, 5, 6, 10, 11);
    assertThat(script.comments())
        .extracting(Comment::text)
        .containsExactly(
            "", "Add field nickname to user", "", "", "Create index app_user_nick_idx", "");
    assertThat(script.comments()).extracting(Comment::line).containsExactly(2, 3, 4, 7, 8, 9);
    assertThat(script.statements().get(1).tree().node("relation").orElseThrow().text("relname"))
        .contains("app_user");
  }

  @Test
  void cutsStatementsAtTheirOwnTokens() {
    String sql = "/* é😀 */ SELECT ';😀'; ; -- x\n  ROLLBACK /* y */ ; DO $$ a; b $$ -- z";

    assertThat(PARSER.parse(sql).statements())
        .extracting(ParsedStatement::text)
        .containsExactly("SELECT ';😀'", "ROLLBACK", "DO $$ a; b $$");
  }

  @Test
  void keepsTheSemicolonsOfAFunctionBody() {
    String body = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END";

    assertThat(PARSER.parse(body + "; SELECT 3").statements())
        .extracting(ParsedStatement::text)
        .containsExactly(body, "SELECT 3");
  }

  @Test
  void readsNothingFromNothing() {
    for (String sql : List.of("", " \n", ";;", "-- only a comment")) {
      assertThat(PARSER.parse(sql).statements()).isEmpty();
    }
    assertThat(PARSER.parse("-- only a comment").comments()).hasSize(1);
  }
}
