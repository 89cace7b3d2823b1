/// The page that a browser shows: files, and nothing that is made while asking.
package dev.reeve.plugin.control.http.page;
