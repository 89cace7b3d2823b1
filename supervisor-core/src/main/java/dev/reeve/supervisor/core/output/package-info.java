/// What services print: from their pipes to files and followers, and back out of the files.
package dev.reeve.supervisor.core.output;
