package dev.concertina.hazard.read;

import dev.concertina.hazard.read.Run.Block;
import dev.concertina.parser.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts a body in PL/pgSQL into its statements ("Control Structures" in the documentation). What
 * decides and repeats is left out, but for the queries of loops; a loop over an array becomes an
 * assignment.
 */
final class BodyCutter {

  /** Of a block that runs in any case. */
  private static final int NO_BRANCH = 0;

  private final List<Token> tokens;
  private final List<Run> runs = new ArrayList<>();
  private final Deque<Block> blocks = new ArrayDeque<>();
  private final Set<Integer> loops = new HashSet<>();
  private boolean overArray;
  private int branches;
  private int choices;
  private int at;

  private BodyCutter(List<Token> tokens) {
    this.tokens = tokens;
  }

  static List<Run> cut(List<Token> tokens) {
    BodyCutter cutter = new BodyCutter(tokens);
    while (cutter.at < tokens.size()) {
      cutter.step();
    }
    return cutter.runs;
  }

  private void step() {
    switch (Run.word(tokens.get(at))) {
      case ";", "DECLARE", "EXCEPTION" -> at++;
      case "<<" -> at = behind(">>");
      case "BEGIN" -> open(NO_BRANCH, at + 1);
      case "IF" -> open(++branches, behind("THEN"));
      case "CASE" -> open(++branches, Math.max(at + 1, behind("WHEN") - 1));
      case "LOOP" -> {
        open(++branches, at + 1);
        if (!overArray) {
          loops.add(branches);
        }
        overArray = false;
      }
      case "ELSIF", "ELSEIF", "WHEN" -> turn(behind("THEN"));
      case "ELSE" -> turn(at + 1);
      case "END" -> {
        blocks.poll();
        at = behind(";");
      }
      case "FOR", "FOREACH", "WHILE" -> loop();
      default -> {
        int end = behind(";");
        boolean closed = Run.word(tokens.get(end - 1)).equals(";");
        add(tokens.subList(at, closed ? end - 1 : end));
        at = end;
      }
    }
  }

  private void open(int branch, int next) {
    blocks.push(new Block(++choices, branch));
    at = next;
  }

  /** Another branch in the place of the last. */
  private void turn(int next) {
    Block last = blocks.poll();
    blocks.push(new Block(last == null ? ++choices : last.choice(), ++branches));
    at = next;
  }

  /** {@code FOR r IN query LOOP}, {@code FOREACH x IN ARRAY array LOOP}. */
  private void loop() {
    int end = behind("LOOP") - 1;
    Run head = run(tokens.subList(at, end));
    int query = head.find(0, Set.of("IN")) + 1;
    if (head.word(query).equals("ARRAY")) {
      List<Token> assignment = new ArrayList<>();
      assignment.add(tokens.get(at + 1));
      assignment.add(new Token(Token.Kind.SYMBOL, ":=", 0, 0));
      assignment.addAll(head.tokens().subList(query + 1, head.size()));
      add(assignment);
      overArray = true;
    } else if (query < head.size()) {
      add(head.tokens().subList(query, head.size()));
    }
    at = Math.max(end, at + 1);
  }

  private void add(List<Token> statement) {
    if (!statement.isEmpty()) {
      runs.add(run(statement));
    }
  }

  private Run run(List<Token> statement) {
    List<Block> around = new ArrayList<>();
    blocks.descendingIterator().forEachRemaining(around::add);
    List<Integer> passed =
        around.stream().map(Block::branch).filter(branch -> branch != NO_BRANCH).toList();
    return new Run(statement, passed, around, passed.stream().anyMatch(loops::contains));
  }

  /** The place behind the next such word outside of brackets, or behind everything. */
  private int behind(String word) {
    int depth = 0;
    for (int i = at; i < tokens.size(); i++) {
      String next = Run.word(tokens.get(i));
      if (depth == 0 && next.equals(word)) {
        return i + 1;
      }
      depth += Run.depthOf(next);
    }
    return tokens.size();
  }
}
