/// What the API's records look like to those who ask: ordered maps with the words of the manual. A
/// field that does not apply is null and never missing.
package dev.reeve.plugin.control.http.view;
