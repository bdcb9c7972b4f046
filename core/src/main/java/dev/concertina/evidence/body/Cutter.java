package dev.concertina.evidence.body;

import dev.concertina.evidence.body.Cut.Kind;
import dev.concertina.parser.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts a body in PL/pgSQL into its pieces of SQL, where the language itself cuts it ("PL/pgSQL
 * Structure" and what follows it in the documentation, {@code pl_gram.y}): every token of the body
 * is in a piece, in the type of a variable, or a word of the language.
 */
final class Cutter {

  /** What a statement may begin with behind FOR x IN and RETURN QUERY. */
  private static final Set<String> QUERIES =
      Set.of(
          "SELECT", "WITH", "VALUES", "TABLE", "INSERT", "UPDATE", "DELETE", "MERGE", "EXPLAIN",
          "SHOW", "(");

  private static final Set<String> LEVELS =
      Set.of("DEBUG", "LOG", "INFO", "NOTICE", "WARNING", "EXCEPTION");

  private static final Set<String> END = Set.of(";");

  private final Tokens tokens;
  private final List<Cut> pieces = new ArrayList<>();
  private final List<Declaration> variables = new ArrayList<>();
  private final List<List<Token>> odd = new ArrayList<>();
  private final List<String> executed = new ArrayList<>();

  /** BEGIN, IF, CASE and LOOP around the place. */
  private final Deque<String> around = new ArrayDeque<>();

  private boolean buildsSql;

  private Cutter(List<Token> tokens) {
    this.tokens = new Tokens(tokens);
  }

  static Cuts cut(List<Token> tokens) {
    Cutter cutter = new Cutter(tokens);
    while (!cutter.tokens.isAtEnd()) {
      cutter.step();
    }
    return new Cuts(cutter.pieces, cutter.variables, cutter.odd, cutter.executed, cutter.buildsSql);
  }

  private void step() {
    if (assigns()) {
      assignment();
      return;
    }
    String word = tokens.next();
    switch (word) {
      case ";", "EXCEPTION", "ELSE", "NULL" -> tokens.skip(1);
      case "#" -> tokens.skip(3);
      case "<<" -> {
        tokens.until(Set.of(">>"));
        tokens.skip(1);
      }
      case "DECLARE" -> declarations();
      case "BEGIN", "LOOP" -> open();
      case "END" -> {
        around.poll();
        tokens.until(END);
      }
      case "COMMIT", "ROLLBACK", "CLOSE", "GET" -> tokens.until(END);
      case "IF" -> {
        open();
        expression(Set.of("THEN"));
      }
      case "ELSIF", "ELSEIF" -> {
        tokens.skip(1);
        expression(Set.of("THEN"));
      }
      case "THEN" -> tokens.skip(1);
      case "CASE" -> {
        open();
        expression(Set.of("WHEN"));
      }
      case "WHEN" -> when();
      case "WHILE" -> {
        tokens.skip(1);
        expression(Set.of("LOOP"));
      }
      case "FOR", "FOREACH" -> loop();
      case "EXIT", "CONTINUE" -> {
        tokens.until(Set.of("WHEN", ";"));
        tokens.skipIf("WHEN");
        expression(END);
      }
      default -> statement(word);
    }
  }

  private void statement(String word) {
    switch (word) {
      case "RETURN" -> returned();
      case "RAISE" -> raise();
      case "ASSERT" -> {
        tokens.skip(1);
        expression(END);
      }
      case "PERFORM" -> {
        tokens.skip(1);
        add(Kind.DISCARDED, tokens.until(END), List.of());
      }
      case "EXECUTE" -> execute(END);
      case "OPEN" -> opened();
      case "DO" -> {
        buildsSql = true;
        odd.add(tokens.until(END));
      }
      case "FETCH", "MOVE" -> odd.add(tokens.until(END));
      default -> query(tokens.until(END));
    }
  }

  private void open() {
    around.push(tokens.next());
    tokens.skip(1);
  }

  /** Whether {@code x :=}, {@code x.y =}, {@code x[1] :=} comes next. */
  private boolean assigns() {
    String sign = tokens.word(1);
    return tokens.isName(0)
        && (sign.equals(":=")
            || sign.equals("=")
            || sign.equals("[")
            || (sign.equals(".") && tokens.isName(2)));
  }

  private void assignment() {
    List<Token> target = tokens.until(Set.of(":=", "=", ";"));
    if (target.size() > 1) {
      add(Kind.EXPRESSION, target, List.of());
    }
    if (!tokens.next().equals(";")) {
      tokens.skip(1);
      expression(END);
    }
  }

  private void declarations() {
    tokens.skip(1);
    while (!tokens.isAtEnd() && !tokens.next().equals("BEGIN")) {
      if (!tokens.skipIf("DECLARE") && !tokens.skipIf(";")) {
        declaration();
      }
    }
  }

  private void declaration() {
    if (!tokens.isName(0)) {
      odd.add(tokens.until(END));
      return;
    }
    String variable = Tokens.name(tokens.take());
    if (tokens.next().equals("ALIAS")) {
      tokens.until(END);
      return;
    }
    boolean cursor =
        tokens.next().equals("CURSOR")
            || tokens.next().equals("NO")
            || tokens.next().equals("SCROLL");
    if (cursor) {
      tokens.until(Set.of("CURSOR"));
      tokens.skip(1);
      List<Token> parameters = tokens.until(Set.of("FOR", "IS", ";"));
      if (!parameters.isEmpty()) {
        odd.add(parameters);
      }
      tokens.skip(tokens.next().equals(";") ? 0 : 1);
      query(tokens.until(END));
      return;
    }
    tokens.skipIf("CONSTANT");
    variables.add(
        new Declaration(
            variable, tokens.until(Set.of(";", ":=", "=", "DEFAULT", "NOT", "COLLATE"))));
    tokens.until(Set.of(";", ":=", "=", "DEFAULT"));
    if (!tokens.next().equals(";")) {
      tokens.skip(1);
      expression(END);
    }
  }

  /** Of CASE, a list of values; of EXCEPTION, names of conditions. */
  private void when() {
    tokens.skip(1);
    List<Token> values = tokens.until(Set.of("THEN"));
    if ("CASE".equals(around.peek())) {
      add(Kind.EXPRESSION, values, List.of());
    }
  }

  private void loop() {
    boolean overArray = tokens.next().equals("FOREACH");
    tokens.skip(1);
    List<List<String>> targets = IntoClause.targets(tokens.until(Set.of("IN", "SLICE", "LOOP")));
    tokens.until(Set.of("IN", "LOOP"));
    tokens.skipIf("IN");
    if (overArray) {
      tokens.skipIf("ARRAY");
      expression(Set.of("LOOP"));
      return;
    }
    tokens.skipIf("REVERSE");
    if (tokens.next().equals("EXECUTE")) {
      execute(Set.of("LOOP"));
      return;
    }
    boolean query = QUERIES.contains(tokens.next());
    Tokens head = new Tokens(tokens.until(Set.of("LOOP")));
    List<Token> first = head.until(Set.of(".."));
    if (head.isAtEnd()) {
      add(query ? Kind.STATEMENT : Kind.EXPRESSION, first, targets);
      return;
    }
    head.skip(1);
    add(Kind.EXPRESSION, first, List.of());
    add(Kind.EXPRESSION, head.until(Set.of("BY")), List.of());
    head.skip(1);
    add(Kind.EXPRESSION, head.until(END), List.of());
  }

  private void returned() {
    tokens.skip(1);
    if (tokens.skipIf("NEXT")) {
      expression(END);
    } else if (tokens.skipIf("QUERY")) {
      if (tokens.next().equals("EXECUTE")) {
        execute(END);
      } else {
        add(Kind.STATEMENT, tokens.until(END), List.of());
      }
    } else {
      expression(END);
    }
  }

  /** The format is for people, and no name in it is looked for. */
  private void raise() {
    tokens.skip(1);
    if (LEVELS.contains(tokens.next())) {
      tokens.skip(1);
    }
    List<Token> format = tokens.until(Set.of(",", "USING", ";"));
    if (format.size() > 2) {
      odd.add(format);
    }
    tokens.skipIf(",");
    expression(Set.of("USING", ";"));
    if (tokens.skipIf("USING")) {
      for (List<Token> option : Tokens.parts(tokens.until(END))) {
        add(Kind.EXPRESSION, option.subList(Math.min(2, option.size()), option.size()), List.of());
      }
    }
  }

  private void execute(Set<String> end) {
    Set<String> stop = new HashSet<>(end);
    stop.addAll(List.of("INTO", "USING"));
    tokens.skip(1);
    List<Token> script = tokens.until(stop);
    Tokens.constant(script).ifPresentOrElse(executed::add, () -> buildsSql = true);
    add(Kind.EXPRESSION, script, List.of());
    while (!tokens.isAtEnd() && !end.contains(tokens.next())) {
      tokens.skip(1);
      expression(stop);
    }
  }

  private void opened() {
    tokens.skip(1);
    List<Token> cursor = tokens.until(Set.of("FOR", ";"));
    if (!tokens.skipIf("FOR")) {
      add(Kind.EXPRESSION, cursor, List.of());
    } else if (tokens.next().equals("EXECUTE")) {
      execute(END);
    } else {
      query(tokens.until(END));
    }
  }

  /** A statement of SQL, and what its INTO fills. */
  private void query(List<Token> statement) {
    IntoClause into = IntoClause.cutOut(statement);
    add(Kind.STATEMENT, into.rest(), into.targets());
  }

  private void expression(Set<String> end) {
    add(Kind.EXPRESSION, tokens.until(end), List.of());
  }

  private void add(Kind kind, List<Token> piece, List<List<String>> targets) {
    if (!piece.isEmpty()) {
      pieces.add(new Cut(kind, piece, targets));
    }
  }
}
