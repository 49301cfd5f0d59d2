package io.hydrant.clients.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Answers of the Query protocol, read as the objects that JSON 1.1 has in their place.
 *
 * <pre>
 *  &lt;XResponse>&lt;XResult>&lt;Name>text&lt;/Name>...                    {"Name": "text", ...}
 *  &lt;ErrorResponse>&lt;Error>&lt;Code>C&lt;/Code>&lt;Message>M&lt;/Message>...  {"__type": "C", "Message": "M"}
 * </pre>
 */
final class QueryAnswer {
    private QueryAnswer() {}

    /** Null if it is neither of both. */
    static @Nullable ObjectNode parse(byte[] xml) {
        Element root = root(xml);
        if (root == null) {
            return null;
        }
        boolean failed = "ErrorResponse".equals(root.getLocalName());
        Element content = child(root, failed ? "Error" : "Result");
        if (content == null) {
            return null;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Node node = content.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                String name = element.getLocalName();
                object.put(failed && "Code".equals(name) ? "__type" : name, element.getTextContent());
            }
        }
        return object;
    }

    /** The first whose name ends so. */
    private static @Nullable Element child(Element parent, String nameEnd) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getLocalName().endsWith(nameEnd)) {
                return element;
            }
        }
        return null;
    }

    private static @Nullable Element root(byte[] xml) {
        try {
            return builder().parse(new ByteArrayInputStream(xml)).getDocumentElement();
        } catch (SAXException e) {
            return null;
        } catch (IOException e) {
            // Of the text's encoding: nothing else is read.
            return null;
        }
    }

    /** The JDK's own, whatever the class path has, and without all that would read something else. */
    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The default one prints what it finds.
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a feature", e);
        }
    }
}
