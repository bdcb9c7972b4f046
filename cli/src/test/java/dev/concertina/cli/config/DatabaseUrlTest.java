package dev.concertina.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concertina.change.MigrationException;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      postgres://u:p@h:5433/d                  | //h:5433/d            | password=p user=u
      postgresql://u@h/d                       | //h:5432/d            | user=u
      postgres://u:p%40%2F%3A%25@h/d           | //h:5432/d            | password=p@/:% user=u
      postgres://u:p@ss@h/d                    | //h:5432/d            | password=p@ss user=u
      postgres://u:p+w@h/d                     | //h:5432/d            | password=p+w user=u
      postgres://u:h%C3%A9@h/d                 | //h:5432/d            | password=hé user=u
      postgres://h/d%20e                       | //h:5432/d%20e        | ''
      postgres://u@/d                          | //localhost:5432/d    | user=u
      postgres://u@h                           | //h:5432/u            | user=u
      postgres://u@h/                          | //h:5432/u            | user=u
      postgres:///d                            | //localhost:5432/d    | ''
      postgres://u@[::1]:5433/d                | //[::1]:5433/d        | user=u
      postgres://u@a:1,b:2/d                   | //a:1,b:2/d           | targetServerType=primary user=u
      postgres://a,b/d?targetServerType=any    | //a:5432,b:5432/d     | targetServerType=any
      postgres://h/d?target_session_attrs=read-write | //h:5432/d      | targetServerType=primary
      postgres://a,b/d?target_session_attrs=standby  | //a:5432,b:5432/d | targetServerType=secondary
      postgres://h/d?user=u&password=p%26q     | //h:5432/d            | password=p&q user=u
      postgres://h/d?sslmode=require           | //h:5432/d            | sslmode=require
      postgres://h/d?connect_timeout=3         | //h:5432/d            | connectTimeout=3
      postgres://h/d?application_name=my%20app | //h:5432/d            | ApplicationName=my app
      postgres://h/d?options=-c%20x%3Dy        | //h:5432/d            | options=-c x=y
      postgres:///d?host=h&port=7              | //h:7/d               | ''
      postgres://h:6?dbname=d                  | //h:6/d               | ''
      jdbc:postgresql://h:5433/d               | //h:5433/d            | ''
      jdbc:postgresql://h/d?user=u&password=p  | //h:5432/d            | password=p user=u
      jdbc:postgresql://h/d?password=a%26b     | //h:5432/d            | password=a&b
      jdbc:postgresql:d                        | //localhost:5432/d    | ''
      jdbc:postgresql://a:1,b:2/d              | //a:1,b:2/d           | targetServerType=primary
      """)
  void says_what_the_driver_needs(String text, String location, String properties) {
    DatabaseUrl url = DatabaseUrl.parse(text);

    assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql:" + location);
    assertThat(
            url.properties().stringPropertyNames().stream()
                .sorted()
                .map(name -> name + "=" + url.properties().getProperty(name))
                .collect(Collectors.joining(" ")))
        .isEqualTo(properties);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:geheim@h/d",
        "postgres:/u:geheim@h/d",
        "postgres://u:geheim@h:port/d",
        "postgres://u:geheim@h:99999/d",
        "postgres://u:geheim@h:0/d",
        "postgres://u:geheim%@h/d",
        "postgres://u:geheim%zz@h/d",
        "postgres://u:geheim%FF@h/d",
        "postgres://u:geheim/x@h/d",
        "postgres://u:geheim@/d?host=/var/run/postgresql",
        "jdbc:postgresql://u:geheim@h/d",
        "jdbc:postgresql://h:port/d?password=geheim",
        "u:geheim@h/d",
        ""
      })
  void refuses_a_malformed_url_without_repeating_it(String text) {
    MigrationException refused =
        catchThrowableOfType(MigrationException.class, () -> DatabaseUrl.parse(text));

    assertThat(refused.code()).isEqualTo("bad-url");
    assertThat(refused.getMessage() + refused.hint()).doesNotContain("geheim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://u:geheim@h/d",
        "postgres://h/d?user=u&password=geheim",
        "jdbc:postgresql://h/d?user=u&password=geheim"
      })
  void does_not_print_its_password(String text) {
    DatabaseUrl url = DatabaseUrl.parse(text);

    assertThat(url.toString() + url.jdbcUrl() + url.libpqUrl("public")).doesNotContain("geheim");
    assertThat(url).hasToString("postgresql://u@h:5432/d");
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://h/d?sslmod=require,sslmod",
    "postgres://h/d?pgbouncer=true&sslmode=require,pgbouncer"
  })
  void names_parameters_that_have_no_effect(String text, String ignored) {
    assertThat(DatabaseUrl.parse(text).ignored()).containsExactly(ignored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      v7,public        | postgresql://u@h:5432/d?options=-c%20search_path%3Dv7%2Cpublic
      v7,"My Schema"   | postgresql://u@h:5432/d?options=-c%20search_path%3Dv7%2C%22My%20Schema%22
      """)
  void gives_an_application_its_search_path(String searchPath, String expected) {
    assertThat(DatabaseUrl.parse("postgres://u:p@h/d").libpqUrl(searchPath)).isEqualTo(expected);
  }
}
