package dev.concertina.hazard;

import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The safe way in short.
 *
 * @param steps in order; by hand
 * @param concertina what to do instead in a Concertina migration, if it takes the hazard away
 */
public record Recipe(List<Step> steps, Optional<String> concertina) {

  public Recipe {
    steps = List.copyOf(steps);
  }

  /** One line of a recipe: a statement, or a sentence about code, releases or data. */
  public sealed interface Step {

    /** The line as people read it; SQL ends with a semicolon. */
    String text();

    /** A statement. */
    record Statement(Sql sql) implements Step {
      @Override
      public String text() {
        return sql.sql() + ";";
      }
    }

    /** A sentence. */
    record Sentence(String text) implements Step {}
  }

  /** A recipe of no step yet. */
  public static Recipe empty() {
    return new Recipe(List.of(), Optional.empty());
  }

  /** The recipe with a sentence behind it. */
  public Recipe say(String sentence) {
    return with(new Step.Sentence(sentence));
  }

  /** The recipe with a statement behind it. */
  public Recipe run(Sql statement) {
    return with(new Step.Statement(statement));
  }

  /** The recipe with what Concertina does of its own if the change is written naively. */
  public Recipe orConcertina(String how) {
    return new Recipe(steps, Optional.of(how));
  }

  /** All of it, a line for each step. */
  public String text() {
    return Stream.concat(steps.stream().map(Step::text), concertina.stream())
        .collect(Collectors.joining("\n"));
  }

  private Recipe with(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Recipe(more, concertina);
  }
}
