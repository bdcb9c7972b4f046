package dev.concertina.source.pgroll;

import dev.concertina.source.word.Field;
import dev.concertina.source.word.Given;
import dev.concertina.source.word.Shape;
import dev.concertina.source.word.Spoken;
import java.util.List;
import java.util.function.Function;

/**
 * One of pgroll's operations.
 *
 * @param name the key under which it stands
 * @param meaning what it amounts to here
 */
record Operation(String name, Shape.Form form, Function<Given, List<Spoken>> meaning) {

  static Operation of(String name, List<Field> fields, Function<Given, List<Spoken>> meaning) {
    return new Operation(name, new Shape.Form(fields), meaning);
  }
}
