package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.evidence.StatementText.Shown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER ROLE web PASSWORD 'hun''ter2'",
        "CREATE USER web WITH ENCRYPTED PASSWORD $x$hun'ter2$x$ LOGIN",
        "CREATE SUBSCRIPTION s CONNECTION 'host=a password=hun''ter2' PUBLICATION p",
        "CREATE USER MAPPING FOR web SERVER a OPTIONS (user 'u', password 'hun''ter2",
      })
  void a_password_is_not_told(String sql) {
    assertThat(new Shown(sql).words()).contains("***").doesNotContain("hun", "ter2");
  }

  @Test
  void what_holds_none_is_told_as_it_is() {
    String sql = "COPY users FROM 'users.csv' WHERE name <> 'Ann'";
    assertThat(new Shown(sql).words()).isEqualTo(sql);
  }
}
