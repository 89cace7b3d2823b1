/// A real browser, driven from outside.
package dev.reeve.distribution.browser;
