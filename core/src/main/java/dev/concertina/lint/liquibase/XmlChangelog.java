package dev.concertina.lint.liquibase;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.lint.liquibase.Element.Value;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A changelog in XML. A document type is refused, so that no entity reads a file, asks the network
 * or grows.
 */
final class XmlChangelog extends DefaultHandler {

  private static final int DEEPEST = 200;

  /** An element that is still open. */
  private static final class Open {
    private final String name;
    private final Map<String, Value> attributes = new HashMap<>();
    private final List<Element> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final int line;

    Open(String name, int line) {
      this.name = name;
      this.line = line;
    }

    Element closed() {
      return new Element(name, attributes, children, new Value(text.toString(), line), line);
    }
  }

  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Element> roots = new ArrayList<>();
  private @Nullable Locator locator;

  private XmlChangelog() {}

  /**
   * The root of a changelog.
   *
   * @throws MigrationException if the text is no XML, or XML that must not be read
   */
  static Element read(String text, String name) {
    XmlChangelog handler = new XmlChangelog();
    try {
      XMLReader reader = factory().newSAXParser().getXMLReader();
      reader.setContentHandler(handler);
      reader.setErrorHandler(handler);
      reader.setEntityResolver(handler);
      reader.parse(new InputSource(new StringReader(text)));
      return handler.roots.get(0);
    } catch (SAXException e) {
      throw refused(e, name);
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("every Java platform reads XML from a string", e);
    }
  }

  private static SAXParserFactory factory() throws ParserConfigurationException, SAXException {
    SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    return factory;
  }

  private static MigrationException refused(SAXException e, String name) {
    int line = e instanceof SAXParseException parse ? Math.max(1, parse.getLineNumber()) : 1;
    MigrationException refused =
        new MigrationException(
            "changelog",
            "The changelog cannot be read: " + e.getMessage(),
            "Correct the XML; a document type (DOCTYPE) and entities are not read.",
            new Origin(name, line, ""));
    return (MigrationException) refused.initCause(e);
  }

  @Override
  public void setDocumentLocator(Locator found) {
    this.locator = found;
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes)
      throws SAXException {
    if (open.size() >= DEEPEST) {
      throw new SAXException("it is nested too deeply");
    }
    Open element = new Open(name, line());
    for (int i = 0; i < attributes.getLength(); i++) {
      element.attributes.put(
          attributes.getLocalName(i), new Value(attributes.getValue(i), element.line));
    }
    open.push(element);
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    Open element = open.peek();
    if (element != null) {
      element.text.append(chars, start, length);
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    Element closed = open.pop().closed();
    Open parent = open.peek();
    if (parent == null) {
      roots.add(closed);
    } else {
      parent.children.add(closed);
    }
  }

  @Override
  public InputSource resolveEntity(String publicId, String systemId) {
    return new InputSource(new StringReader(""));
  }

  @Override
  public void fatalError(SAXParseException e) throws SAXException {
    throw e;
  }

  private int line() {
    return locator == null ? 1 : Math.max(1, locator.getLineNumber());
  }
}
