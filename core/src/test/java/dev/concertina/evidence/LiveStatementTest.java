package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveStatementTest {

  @Test
  void a_text_of_one_role_is_one_statement_whatever_its_numbers() {
    List<LiveStatement> merged =
        LiveStatement.byText(
            List.of(
                statement("web", 1, new StatementText.Shown("SELECT a"), 3),
                statement("web", 2, new StatementText.Shown("SELECT b"), 1),
                statement("web", 3, new StatementText.Shown("SELECT a"), 2),
                statement("job", 1, new StatementText.Shown("SELECT a"), 7),
                statement("web", 4, new StatementText.Lost(), 1),
                statement("web", 5, new StatementText.Lost(), 1)));
    assertThat(merged)
        .extracting(s -> s.key().user().orElseThrow(), s -> s.text().words(), LiveStatement::calls)
        .containsExactly(
            tuple("web", "SELECT a", 5L),
            tuple("web", "SELECT b", 1L),
            tuple("job", "SELECT a", 7L),
            tuple("web", "(text lost)", 1L),
            tuple("web", "(text lost)", 1L));
  }

  private static LiveStatement statement(String user, long number, StatementText text, long calls) {
    return new LiveStatement(
        new LiveStatement.Key(
            Optional.of(user), user.hashCode(), "shop", Optional.of(number), true),
        text,
        calls,
        0,
        Optional.empty());
  }
}
