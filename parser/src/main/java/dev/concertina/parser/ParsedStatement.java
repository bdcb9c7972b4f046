package dev.concertina.parser;

/**
 * One statement of a script.
 *
 * @param tree the statement node itself, for example of kind {@code AlterTableStmt}; its offsets
 *     count from the start of the script
 * @param text its source text from its first to its last token: no surrounding white space or
 *     comments, no semicolon
 * @param start char offset of {@code text} in the script
 * @param end char offset behind {@code text}
 * @param line the line of {@code start}, counted from 1
 */
public record ParsedStatement(Node tree, String text, int start, int end, int line) {}
