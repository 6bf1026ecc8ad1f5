<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
    <context>
        <name>straightline::ui::BackendsPage</name>
        <message numerus="yes">
            <source>%n request(s) in flight will be drained.</source>
            <translation>
                <numerusform>%n request in flight will be drained.</numerusform>
                <numerusform>%n requests in flight will be drained.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>straightline::ui::Explain</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>straightline::ui::LogDialog</name>
        <message numerus="yes">
            <source>%n line(s) of %1</source>
            <translation>
                <numerusform>%n line of %1</numerusform>
                <numerusform>%n lines of %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n match(es)</source>
            <translation>
                <numerusform>%n match</numerusform>
                <numerusform>%n matches</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>straightline::ui::StatusStrip</name>
        <message numerus="yes">
            <source>%n record(s) lost</source>
            <translation>
                <numerusform>%n record lost</numerusform>
                <numerusform>%n records lost</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n degraded</source>
            <translation>
                <numerusform>%n degraded</numerusform>
                <numerusform>%n degraded</numerusform>
            </translation>
        </message>
    </context>
</TS>
