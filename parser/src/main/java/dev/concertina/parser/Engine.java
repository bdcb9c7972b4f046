package dev.concertina.parser;

import dev.concertina.parser.grammar.PostgresGrammar;
import java.nio.charset.StandardCharsets;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.MemoryLimits;

/**
 * One instance of PostgreSQL's grammar with its own memory. For one thread at a time. After any
 * exception its memory is in an unknown state, and it must not be used again.
 */
final class Engine {
  /** The build shortens the names of its exports. */
  static final String STACK_SAVE = "R";

  static final String STACK_RESTORE = "Q";
  static final String SET_THREW = "P";
  private static final String CONSTRUCTORS = "A";
  private static final String MALLOC = "C";
  private static final String FREE = "E";
  private static final String PARSE = "F";
  private static final String FREE_PARSED = "G";
  private static final String SCAN = "M";
  private static final String FREE_STRING = "N";

  /** The module asks for 528 pages of 64 KiB at least; 1 GiB at most keeps a heap predictable. */
  private static final MemoryLimits LIMITS = new MemoryLimits(528, 16_384);

  /** Memory never shrinks; an instance that grew past 128 MiB is not worth keeping. */
  private static final int KEPT_PAGES = 2_048;

  private final Memory memory;
  private final ExportFunction malloc;
  private final ExportFunction free;
  private final ExportFunction parse;
  private final ExportFunction freeParsed;
  private final ExportFunction scan;
  private final ExportFunction freeString;

  Engine() {
    WasmModule module = PostgresGrammar.load();
    Instance instance =
        Instance.builder(module)
            .withImportValues(HostFunctions.of(module))
            .withMachineFactory(PostgresGrammar::create)
            .withMemoryLimits(LIMITS)
            .withStart(false)
            .build();
    instance.export(CONSTRUCTORS).apply();
    memory = instance.memory();
    malloc = instance.export(MALLOC);
    free = instance.export(FREE);
    parse = instance.export(PARSE);
    freeParsed = instance.export(FREE_PARSED);
    scan = instance.export(SCAN);
    freeString = instance.export(FREE_STRING);
  }

  /** What the grammar makes of a text. */
  sealed interface Outcome {
    /** A parse tree in libpg_query's JSON. */
    record Tree(String json) implements Outcome {}

    /** An error; the cursor counts code points from 1, 0 is unknown. */
    record Refusal(String message, int cursor) implements Outcome {}
  }

  /** Parses UTF-8 text that holds no NUL. */
  Outcome parse(byte[] sql) {
    int result = call(parse, sql);
    // PgQueryParseResult: tree, standard error, error; PgQueryError: message, ..., cursor at 16.
    int error = memory.readInt(result + 8);
    Outcome outcome =
        error == 0
            ? new Outcome.Tree(string(memory.readInt(result)))
            : new Outcome.Refusal(string(memory.readInt(error)), memory.readInt(error + 16));
    freeParsed.apply(result);
    return outcome;
  }

  /** The tokens of UTF-8 text that holds no NUL, in JSON; a text that does not scan: a message. */
  String scan(byte[] sql) {
    int result = call(scan, sql);
    String json = string(result);
    freeString.apply(result);
    return json;
  }

  /** Whether this instance is still small. */
  boolean isSmall() {
    return pages() <= KEPT_PAGES;
  }

  /** The size of its memory, in pages of 64 KiB. */
  int pages() {
    return memory.pages();
  }

  private int call(ExportFunction function, byte[] sql) {
    int text = (int) malloc.apply(sql.length + 1)[0];
    if (text == 0) {
      throw new IllegalStateException("the text does not fit the grammar's memory");
    }
    memory.write(text, sql);
    memory.writeByte(text + sql.length, (byte) 0);
    int result = (int) function.apply(text)[0];
    free.apply(text);
    if (result == 0) {
      throw new IllegalStateException("the grammar gave no result");
    }
    return result;
  }

  private String string(int address) {
    return memory.readCString(address, StandardCharsets.UTF_8);
  }
}
