package dev.concertina.source.read;

/** Reads one kind of statement. Stateless, safe for any thread. */
interface StatementReader {

  Reading read(Written statement);
}
