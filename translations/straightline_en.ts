<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>straightline::ui::ApplicationDialog</name>
    <message numerus="yes">
        <source>With its %n backend(s), started a second time</source>
        <translation>
            <numerusform>With its %n backend, started a second time</numerusform>
            <numerusform>With its %n backends, started a second time</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::ApplicationsPage</name>
    <message numerus="yes">
        <source>%n request(s) in flight will be drained.</source>
        <translation>
            <numerusform>%n request in flight will be drained.</numerusform>
            <numerusform>%n requests in flight will be drained.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %n backend(s) will be removed; their containers and instances are stopped.</source>
        <translation>
            <numerusform>Its %n backend will be removed; its containers and instances are stopped.</numerusform>
            <numerusform>Its %n backends will be removed; their containers and instances are stopped.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::BackendWizard</name>
    <message numerus="yes">
        <source>%1, port %2 inside, %n replica(s)</source>
        <translation>
            <numerusform>%1, port %2 inside, %n replica</numerusform>
            <numerusform>%1, port %2 inside, %n replicas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Takes: %n request(s) at once, %1</source>
        <translation>
            <numerusform>Takes: %n request at once, %1</numerusform>
            <numerusform>Takes: %n requests at once, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::Banner</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::CalibrationDialog</name>
    <message numerus="yes">
        <source>It sends at most %1, %Ln request(s) and %2 in all, for %3 s at the longest.</source>
        <translation>
            <numerusform>It sends at most %1, %Ln request and %2 in all, for %3 s at the longest.</numerusform>
            <numerusform>It sends at most %1, %Ln requests and %2 in all, for %3 s at the longest.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were measured.</source>
        <translation>
            <numerusform>%n step was measured.</numerusform>
            <numerusform>%n steps were measured.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cold start(s) of functions beside it, p95 of a step at most %1.</source>
        <translation>
            <numerusform>%n cold start of functions beside it, p95 of a step at most %1.</numerusform>
            <numerusform>%n cold starts of functions beside it, p95 of a step at most %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::ChartData</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::ContainersPage</name>
    <message numerus="yes">
        <source>%n other container(s) of the backend take the requests.</source>
        <translation>
            <numerusform>%n other container of the backend takes the requests.</numerusform>
            <numerusform>%n other containers of the backend take the requests.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::DiscoveryPanel</name>
    <message numerus="yes">
        <source>%n found. Choose one, or fill in the fields by hand.</source>
        <translation>
            <numerusform>%n found. Choose it, or fill in the fields by hand.</numerusform>
            <numerusform>%n found. Choose one, or fill in the fields by hand.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::Effects</name>
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
    <name>straightline::ui::LogSaver</name>
    <message numerus="yes">
        <source>%n line(s) saved as %1</source>
        <translation>
            <numerusform>%n line saved as %1</numerusform>
            <numerusform>%n lines saved as %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n operation(s) still run.</source>
        <translation>
            <numerusform>%n operation still runs.</numerusform>
            <numerusform>%n operations still run.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::Notices</name>
    <message numerus="yes">
        <source>%n more notice(s): see Activity.</source>
        <translation>
            <numerusform>%n more notice: see Activity.</numerusform>
            <numerusform>%n more notices: see Activity.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::PlacementPage</name>
    <message numerus="yes">
        <source>The latest %n request(s) as dots</source>
        <translation>
            <numerusform>The latest request as a dot</numerusform>
            <numerusform>The latest %n requests as dots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::SitePanel</name>
    <message numerus="yes">
        <source>Its applications and settings take the place of those there are now, %n application(s) with their backends. Undo brings them back.</source>
        <translation>
            <numerusform>Its applications and settings take the place of those there are now, %n application with its backends. Undo brings it back.</numerusform>
            <numerusform>Its applications and settings take the place of those there are now, %n applications with their backends. Undo brings them back.</numerusform>
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
<context>
    <name>straightline::ui::TableExporter</name>
    <message numerus="yes">
        <source>%n row(s) exported to %1</source>
        <translation>
            <numerusform>%n row exported to %1</numerusform>
            <numerusform>%n rows exported to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::TroubleStrip</name>
    <message numerus="yes">
        <source>%1 (and %n more not working)</source>
        <translation>
            <numerusform>%1 (and %n more not working)</numerusform>
            <numerusform>%1 (and %n more not working)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>straightline::ui::WhatIf</name>
    <message numerus="yes">
        <source>Fitted to %n request(s).</source>
        <translation>
            <numerusform>Fitted to %n request.</numerusform>
            <numerusform>Fitted to %n requests.</numerusform>
        </translation>
    </message>
</context>
</TS>
