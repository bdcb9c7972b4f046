package dev.concertina.parser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses SQL with PostgreSQL 18's own grammar; no server takes part.
 *
 * <p>Safe for any number of threads, and meant to be shared: an instance keeps a few worker
 * threads, each with about 40 MB of memory, which end after some seconds without work. The first
 * parse of a process takes some tenths of a second, later ones milliseconds.
 */
public final class PostgresParser {
  /** Never empty: see {@link SourceMap}. */
  private static final String SCRIPT_PREFIX = " ";

  private static final String EXPRESSION_PREFIX = "SELECT ";

  /** Chars; the tree, the tokens and their JSON take some 30 MB. */
  private static final int PORTION = 1 << 15;

  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Workers workers;

  /** Starts nothing; threads come with the first parse. */
  public PostgresParser() {
    this(IDLE);
  }

  PostgresParser(Duration idle) {
    workers = new Workers(idle);
  }

  /**
   * Parses a script of any number of statements.
   *
   * @throws SqlSyntaxException if PostgreSQL's grammar refuses it, or it is nested too deeply
   * @throws IllegalStateException if the grammar itself failed, for example for lack of memory
   */
  public ParsedScript parse(String sql) {
    Parsed parsed = parse(sql, SCRIPT_PREFIX);
    return new ParsedScript(
        sql, statements(sql, parsed), parsed.scan().comments(), parsed.scan().tokens());
  }

  /**
   * The texts of the statements of a script, however long it is: not all of their trees are in
   * memory at one moment.
   *
   * @throws SqlSyntaxException as {@link #parse}
   * @throws IllegalStateException as {@link #parse}
   */
  public List<String> texts(String sql) {
    return new Portions(sql, PORTION, this::parse).texts();
  }

  /**
   * Parses the text of one expression, such as {@code lower(t.email) || 'x'}. It is an expression
   * exactly if it can stand alone as the only, unnamed column of a SELECT without further clauses.
   *
   * @throws SqlSyntaxException if the text is not one expression, holds a semicolon or a column
   *     reference with a star, or is nested too deeply
   * @throws IllegalStateException if the grammar itself failed, for example for lack of memory
   */
  public ParsedExpression parseExpression(String sql) {
    Parsed parsed = parse(sql, EXPRESSION_PREFIX);
    return ExpressionReader.read(sql, parsed);
  }

  /**
   * Cuts a text into tokens without asking the grammar, which may refuse it.
   *
   * @throws SqlSyntaxException if PostgreSQL's scanner refuses it: a quote or a comment is left
   *     open
   */
  public List<Token> tokens(String sql) {
    SourceMap source = new SourceMap(sql, SCRIPT_PREFIX);
    QuadraticRuns.refuse(sql, source);
    return workers.call(engine -> tokens(engine, sql, source));
  }

  private static List<Token> tokens(Engine engine, String sql, SourceMap source) {
    String json = engine.scan(source.bytes());
    if (!json.startsWith("{")) {
      throw new SqlSyntaxException(json.strip(), source, -1);
    }
    return Scan.read(json, sql, source).tokens();
  }

  /** A tree, the tokens behind the prefix, and the positions of both. */
  record Parsed(List<Node> rawStatements, Scan scan, SourceMap source) {}

  private Parsed parse(String sql, String prefix) {
    SourceMap source = new SourceMap(sql, prefix);
    QuadraticRuns.refuse(sql, source);
    try {
      return workers.call(engine -> parse(engine, sql, source));
    } catch (StackOverflowError e) {
      throw new SqlSyntaxException("the statement is nested too deeply", source, -1);
    }
  }

  private static Parsed parse(Engine engine, String sql, SourceMap source) {
    Engine.Outcome outcome = engine.parse(source.bytes());
    if (outcome instanceof Engine.Outcome.Refusal refusal) {
      int offset = source.charOfCursor(refusal.cursor());
      throw new SqlSyntaxException(refusal.message(), source, offset);
    }
    String json = ((Engine.Outcome.Tree) outcome).json();
    Node result = JsonTree.read(json, "ParseResult", source);
    Scan scan = Scan.read(engine.scan(source.bytes()), sql, source);
    return new Parsed(result.nodes("stmts"), scan, source);
  }

  private static List<ParsedStatement> statements(String sql, Parsed parsed) {
    List<ParsedStatement> statements = new ArrayList<>();
    LineCounter lines = new LineCounter(sql);
    List<Token> tokens = parsed.scan().tokens();
    int next = 0;
    for (Node raw : parsed.rawStatements()) {
      int from = raw.number("stmt_location", 0);
      int length = raw.number("stmt_len", 0);
      int limit = length == 0 ? sql.length() : parsed.source().charOfByte(from + length);
      while (tokens.get(next).start() < parsed.source().charOfByte(from)) {
        next++;
      }
      int start = tokens.get(next).start();
      while (next < tokens.size() && tokens.get(next).end() <= limit) {
        next++;
      }
      int end = tokens.get(next - 1).end();
      Node tree = raw.node("stmt").orElseThrow();
      String text = sql.substring(start, end);
      statements.add(new ParsedStatement(tree, text, start, end, lines.lineOf(start)));
    }
    return statements;
  }
}
