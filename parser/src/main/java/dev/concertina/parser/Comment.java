package dev.concertina.parser;

/**
 * One comment of a script.
 *
 * @param text what it says: without the comment markers, without surrounding white space
 * @param start char offset of its opening marker in the script
 * @param end char offset behind it; the line break that ends a {@code --} comment is not part of it
 * @param line the line of its opening marker, counted from 1
 */
public record Comment(String text, int start, int end, int line) {}
