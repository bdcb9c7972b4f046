package dev.concertina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each benchmark runs with few rows and says what it promises to say; no time is judged. */
class BenchmarksTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throughput --rows 3000 --rounds 1",
        "size --rows 1000 --times 2 --rounds 1",
        "workers --rows 3000 --rounds 1 --workers 1,2",
        "sync-cost --rows 500 --rounds 1",
        "latency --rows 2000 --rounds 1 --connections 2 --rate 1000 --seconds 0.2"
            + " --change rename_a_column",
        "lag --rows 3000 --rounds 1",
        "up --migrations 5 --rounds 1",
        "many-tables --tables 3 --rounds 1",
        "evidence --statements 16 --seconds 0.2",
        "blocker --seconds 1 --connections 2",
      })
  void every_figure_is_there_and_written_as_json(String line)
      throws IOException, JsonParserException {
    Path file = directory.resolve("figures.json");
    StringWriter out = new StringWriter();
    List<String> arguments = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      arguments.add(word.replace('_', ' '));
    }
    arguments.addAll(List.of("--json", file.toString()));

    int exit =
        new Main(new PrintWriter(out), new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .run(arguments.toArray(String[]::new));

    assertThat(exit).isZero();
    JsonObject json = JsonParser.object().from(Files.readString(file));
    assertThat(json.getString("command")).startsWith("benchmarks/run " + arguments.get(0));
    assertThat(json.getObject("machine")).containsKeys("cores", "memory kB", "java");
    assertThat(json.getObject("server")).containsKeys("version", "fsync", "shared_buffers");
    for (Object table : json.getArray("tables")) {
      assertNumbers((JsonObject) table);
    }
    assertThat(json.getArray("figures")).isNotEmpty();
    for (Object figure : json.getArray("figures")) {
      JsonObject one = (JsonObject) figure;
      assertThat(one.getDouble("value", -1)).as(one.getString("name")).isNotNegative();
      assertThat(out.toString()).contains(one.getString("name"));
    }
  }

  private static void assertNumbers(JsonObject table) {
    JsonArray rows = table.getArray("rows");
    assertThat(rows).as(table.getString("title")).isNotEmpty();
    for (Object row : rows) {
      assertThat(((JsonObject) row).values())
          .allSatisfy(
              value -> {
                if (value instanceof Number number) {
                  assertThat(number.doubleValue()).isFinite().isNotNegative();
                }
              });
    }
  }
}
